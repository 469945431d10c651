package io.angelwire.realtime.server.engineio;

/** A client's GET that is to be answered once. */
interface Poll {

    /** @param sent called when the network has the answer, or never will */
    void answer(String payload, Runnable sent);

    void refuse(Refusal refusal);
}
