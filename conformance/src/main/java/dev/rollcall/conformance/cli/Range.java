package dev.rollcall.conformance.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers that an option takes. {@link OptionRange} checks them, and shows them in the option's help. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Range {
  String THREADS = "1..256";
  String PORT = "1..65535";
  String PORT_OR_ANY = "0..65535";
  String VOTES = "1..1000";
  String LEASE_MS = "10..3600000";
  String FAILURE_TIMEOUT_MS = "10..7200000";
  String SEED = Long.MIN_VALUE + ".." + Long.MAX_VALUE;

  /** The least and the greatest number, as in {@code 1..256}, as a user gives them. Both are allowed. */
  String value();
}
