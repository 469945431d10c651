package io.angelwire.domain.message;

/** Why a message was not accepted, or not marked as read. Nothing was stored. */
public class MessageRefusedException extends RuntimeException {

    /** The rule that says no. */
    public enum Reason {
        NO_ROOM("A message names a pitchId, an investmentId or both."),
        CONTENT_LENGTH("The content has 1 to 4000 characters and is not only white space."),
        CONTENT_NOT_TEXT("The content has characters that are no text."),
        TYPE_INVALID("The type has up to 32 letters, digits, _ and -."),
        CLIENT_MESSAGE_ID_INVALID("The clientMessageId has 1 to 64 visible ASCII characters."),
        CLIENT_MESSAGE_ID_REUSED("Another message of this sender has the same clientMessageId."),
        PITCH_UNKNOWN("There is no pitch with this id that you may see."),
        NOT_A_PARTY("Only the investor and the founder of the startup write and read here."),
        INVESTMENT_OF_OTHER_PITCH("The investment is not one in this pitch."),
        RECEIVER_UNKNOWN("The receiver is nobody who can read here."),
        SENDER_UNKNOWN("The account of this token is not registered."),
        MESSAGE_UNKNOWN("There is no message with this id in this room.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    public MessageRefusedException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
