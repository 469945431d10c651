package io.angelwire.domain.pitch;

import org.joda.money.Money;

/**
 * What a founder says in a pitch.
 *
 * @param title one line, 1 to 200 characters
 * @param goal above zero; its currency is that of the investments
 */
public record PitchContent(String title, String summary, Money goal) {}
