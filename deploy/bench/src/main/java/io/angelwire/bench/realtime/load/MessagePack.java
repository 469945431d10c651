package io.angelwire.bench.realtime.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts and small numbers as MessagePack, in its 16-bit forms where there is a choice. */
final class MessagePack {

    private static final int MAP_16 = 0xde;
    private static final int ARRAY_16 = 0xdc;
    private static final int TEXT_16 = 0xda;
    private static final int INT_16 = 0xd1;

    private MessagePack() {}

    static byte[] encode(Object value) {
        ByteBuf out = Unpooled.buffer();
        write(value, out);
        return ByteBufUtil.getBytes(out);
    }

    private static void write(Object value, ByteBuf out) {
        if (value instanceof Map<?, ?> map) {
            out.writeByte(MAP_16).writeShort(map.size());
            map.forEach((key, entry) -> {
                write(key, out);
                write(entry, out);
            });
        } else if (value instanceof List<?> list) {
            out.writeByte(ARRAY_16).writeShort(list.size());
            list.forEach(entry -> write(entry, out));
        } else if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeByte(TEXT_16).writeShort(bytes.length).writeBytes(bytes);
        } else if (value instanceof Integer number) {
            out.writeByte(INT_16).writeShort(number);
        } else {
            throw new IllegalArgumentException(String.valueOf(value));
        }
    }
}
