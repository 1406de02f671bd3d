package dev.rollcall.conformance.bench;

import java.util.function.LongSupplier;

/**
 * One of the things that are compared.
 *
 * @param name for the report
 * @param work does it once and returns how many transitions it went through
 */
public record Contender(String name, LongSupplier work) {}
