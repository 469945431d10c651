-- Messages as they are listed: newest first in a room, between two people, and the rooms that somebody has to do with.
create index messages_of_pitch on messages (pitch_id, created_at, id) where pitch_id is not null;
create index messages_of_investment on messages (investment_id, created_at, id) where investment_id is not null;
create index messages_between on messages (sender_id, receiver_id, created_at, id) where receiver_id is not null;
create index messages_by_sender on messages (sender_id, pitch_id, investment_id);
create index messages_to_receiver on messages (receiver_id, pitch_id, investment_id) where receiver_id is not null;
