package io.corspolicy.sample;

import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;

/**
 * An ice-cream on the menu.
 *
 * @param id the database's number, {@code null} before it is stored
 * @param flavour what it tastes of
 * @param scoops how many
 * @param reason why it was last changed
 */
record IceCream(@Id @Nullable Long id, String flavour, int scoops, @Nullable String reason) {

}
