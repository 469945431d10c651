package io.angelwire.domain.message;

import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.notification.Digest;
import io.angelwire.domain.notification.DigestSource;
import io.angelwire.domain.notification.DigestText;
import io.angelwire.domain.notification.DigestText.Said;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.user.User;
import io.angelwire.job.PermanentJobException;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is unread in a conversation, as a mail tells it. Nothing of what was read meanwhile; and nothing at all, for a day,
 * to who hasn't read yet what the last mail has told.
 */
@ApplicationScoped
class UnreadMessages implements DigestSource {

    /** Of what is for the reader: addressed to the reader, or in an investment's room to nobody. */
    private static final String UNREAD = """
            select m.* from messages m
            where m.%s = :target and m.sender_id <> :reader
                and (m.receiver_id = :reader or (m.investment_id is not null and m.receiver_id is null))
                and m.created_at > :since
                and m.seq > coalesce((
                    select max(r.seq) from message_reads r
                    where r.reader_id = :reader
                        and r.room in ('pitch:' || m.pitch_id, 'investment:' || m.investment_id)), 0)
            order by m.created_at desc, m.id desc
            limit :most
            """;

    private final EntityManager database;
    private final RoomAccess access;

    UnreadMessages(EntityManager database, RoomAccess access) {
        this.database = database;
        this.access = access;
    }

    @Override
    public NotificationKind kind() {
        return NotificationKind.UNREAD_MESSAGES;
    }

    @Override
    public Optional<NotificationJobData> collect(NotificationJobData job) {
        Room room = room(job);
        Participant reader = new Participant(job.userId(), false);
        if (!access.admits(reader, room)) {
            return Optional.empty();
        }
        Digest digest = Digest.lock(reader.userId(), room.toString());
        List<Message> unread = unread(reader.userId(), room);
        List<Message> untold = unread.stream()
                .filter(message -> message.createdAt.isAfter(digest.toldUntil))
                .toList();
        boolean toldIsUnread = untold.size() < unread.size();
        if (untold.isEmpty() || toldIsUnread && digest.isRecent()) {
            return Optional.empty();
        }
        digest.told(untold.get(0).createdAt);
        return Optional.of(job.saying(
                "There is something new for you in the conversation about " + pitch(untold.get(0)).title + ".",
                data(room, untold)));
    }

    /** Newest first. */
    @SuppressWarnings("unchecked")
    private List<Message> unread(UUID reader, Room room) {
        String column = room.kind() == Room.Kind.PITCH ? "pitch_id" : "investment_id";
        return database.createNativeQuery(UNREAD.formatted(column), Message.class)
                .setParameter("target", UUID.fromString(room.key()))
                .setParameter("reader", reader)
                .setParameter("since", Digest.oldest())
                .setParameter("most", DigestText.MOST_COUNTED + 1)
                .getResultList();
    }

    private static Map<String, Object> data(Room room, List<Message> untold) {
        List<UUID> senders =
                untold.stream().map(message -> message.senderId).distinct().toList();
        Map<UUID, String> names =
                User.<User>stream("id in ?1", senders).collect(Collectors.toMap(user -> user.id, user -> user.name));
        List<Said> said = untold.stream()
                .map(message -> new Said(names.get(message.senderId), message.content))
                .toList();
        Map<String, Object> data = new HashMap<>(DigestText.data("message", said));
        Pitch pitch = pitch(untold.get(0));
        data.put("room", room.toString());
        data.put("pitchId", pitch.id.toString());
        data.put("pitchTitle", pitch.title);
        data.put("startupName", pitch.startup.name);
        return data;
    }

    private static Pitch pitch(Message message) {
        return message.investmentId == null
                ? Pitch.findById(message.pitchId)
                : Investment.<Investment>findById(message.investmentId).pitch;
    }

    private static Room room(NotificationJobData job) {
        Object room = job.data() == null ? null : job.data().get("room");
        try {
            Room named = Room.parse(String.valueOf(room));
            if (named.kind() == Room.Kind.PITCH || named.kind() == Room.Kind.INVESTMENT) {
                UUID.fromString(named.key());
                return named;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new PermanentJobException("data.room is not the room of a pitch or an investment");
    }
}
