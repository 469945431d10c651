-- What people write in the rooms of pitches and investments.
create table messages (
    id                uuid primary key,
    seq               bigint       not null generated always as identity,  -- the order of a room's messages
    sender_id         uuid         not null references users (id),
    receiver_id       uuid         references users (id),                  -- whom it addresses; all of the room see it
    pitch_id          uuid         references pitches (id),
    investment_id     uuid         references investments (id),
    message_type      varchar(32)  not null,
    content           varchar(4000) not null check (content <> ''),
    client_message_id varchar(64),                                         -- the sender's own id of it
    created_at        timestamptz  not null,
    constraint messages_have_a_room check (pitch_id is not null or investment_id is not null),
    constraint messages_once unique (sender_id, client_message_id)
);

create unique index messages_seq on messages (seq);
create index messages_pitch on messages (pitch_id, seq) where pitch_id is not null;
create index messages_investment on messages (investment_id, seq) where investment_id is not null;

-- How far each reader has come in each room.
create table message_reads (
    reader_id  uuid        not null references users (id),
    room       varchar(60) not null,       -- as realtime names it: pitch:<id>, investment:<id>
    message_id uuid        not null references messages (id),
    seq        bigint      not null,       -- the message's; a reader only moves on
    read_at    timestamptz not null,
    primary key (reader_id, room)
);
