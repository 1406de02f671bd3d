package dev.rollcall.conformance.trace;

import java.math.BigInteger;

/** Values that are asked for all the time, made once. */
final class CommonValues {
  static final Value TRUE = new Value.Bool(true);
  static final Value FALSE = new Value.Bool(false);

  private static final Value[] NUMBERS = new Value[1024];

  static {
    for (int i = 0; i < NUMBERS.length; i++) {
      NUMBERS[i] = new Value.Int(BigInteger.valueOf(i));
    }
  }

  private CommonValues() {}

  static Value of(long number) {
    return number >= 0 && number < NUMBERS.length ? NUMBERS[(int) number] : new Value.Int(BigInteger.valueOf(number));
  }
}
