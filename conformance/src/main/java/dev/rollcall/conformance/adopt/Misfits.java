package dev.rollcall.conformance.adopt;

import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with an adapter, all of it, so that it can be put right in one go. Not thread-safe. */
final class Misfits {
  private final Class<?> adapter;
  private final Set<String> found = new TreeSet<>();

  Misfits(Class<?> adapter) {
    this.adapter = adapter;
  }

  /** A member as messages name it. */
  static String name(Member member) {
    String name = member.getDeclaringClass().getSimpleName() + "." + member.getName();
    return member instanceof Method method
        ? name + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"))
        : name;
  }

  void add(Member member, String problem) {
    add(name(member), problem);
  }

  void add(String where, String problem) {
    found.add(where + ": " + problem);
  }

  /**
   * @throws BadAdapterException if there is any
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new BadAdapterException(
          adapter.getName() + " cannot be driven by its annotations:\n  " + String.join("\n  ", found));
    }
  }
}
