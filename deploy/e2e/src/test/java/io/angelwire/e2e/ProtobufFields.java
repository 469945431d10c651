package io.angelwire.e2e;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a Protocol Buffers message that have a length: texts, bytes and messages. Others are passed over.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
record ProtobufFields(List<Field> all) {

    record Field(int number, byte[] value) {}

    static ProtobufFields of(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            switch ((int) (tag & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> {
                    byte[] value = new byte[(int) varint(in)];
                    in.get(value);
                    fields.add(new Field((int) (tag >>> 3), value));
                }
                case 5 -> in.getInt();
                default -> throw new IllegalArgumentException("no such wire type: " + (tag & 7));
            }
        }
        return new ProtobufFields(fields);
    }

    List<byte[]> get(int number) {
        return all.stream()
                .filter(field -> field.number == number)
                .map(Field::value)
                .toList();
    }

    /** The first of them as messages. */
    List<ProtobufFields> messages(int number) {
        return get(number).stream().map(ProtobufFields::of).toList();
    }

    /** The field as text; empty if it is absent. */
    String text(int number) {
        return get(number).stream().findFirst().map(String::new).orElse("");
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }
}
