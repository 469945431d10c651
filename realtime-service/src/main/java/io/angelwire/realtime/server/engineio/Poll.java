package io.angelwire.realtime.server.engineio;

/** A client's GET that is to be answered once. */
interface Poll {

    void answer(String payload);

    void refuse(Refusal refusal);
}
