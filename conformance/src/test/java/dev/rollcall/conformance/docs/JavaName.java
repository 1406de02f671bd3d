package dev.rollcall.conformance.docs;

import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.stream.Stream;

/** A Java type or member as the page writes it: {@code protocol.ProcessState#isPrimary}. */
record JavaName(String written) {
  private static final String BASE = "dev.rollcall.";

  /** Why there is no such type or member; empty if there is. */
  String problem() {
    String[] parts = written.split("#");
    try {
      Class<?> type = Class.forName(BASE + parts[0], false, JavaName.class.getClassLoader());
      boolean found = parts.length == 1
          || members(type).map(Member::getName).anyMatch(parts[1]::equals);
      return found ? "" : written + ": " + type.getName() + " has no member " + parts[1];
    } catch (ClassNotFoundException e) {
      return written + ": there is no type " + BASE + parts[0];
    }
  }

  private static Stream<Member> members(Class<?> type) {
    return Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields()));
  }
}
