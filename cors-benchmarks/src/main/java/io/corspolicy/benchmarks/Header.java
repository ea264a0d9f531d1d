package io.corspolicy.benchmarks;

/**
 * One line of a request's header section.
 *
 * @param name the field's name
 * @param value the field's value
 */
public record Header(String name, String value) {
}
