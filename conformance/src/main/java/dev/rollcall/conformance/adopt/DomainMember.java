package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.trace.Value;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A method or field that gives what parameters range over. Immutable. */
record DomainMember(String name, String where, Call call, ToValue conversion) {

  static Optional<DomainMember> of(Member member, SpecDomain annotation, Source source, Misfits misfits) {
    Type type = member instanceof Method method ? method.getGenericReturnType() : ((Field) member).getGenericType();
    if (member instanceof Method method && method.getParameterCount() > 0) {
      misfits.add(member, "a domain has no parameters");
      return Optional.empty();
    }
    try {
      Class<?> raw = Types.raw(type);
      if (!Set.class.isAssignableFrom(raw) && !List.class.isAssignableFrom(raw)) {
        misfits.add(member, "a domain is a Set or a List, not a " + type.getTypeName());
        return Optional.empty();
      }
      ToValue conversion = ToValue.of(type, null, null);
      String name = Blueprint.name(annotation.value(), Blueprint.capital(member.getName()));
      return source.call(member).map(call -> new DomainMember(name, Misfits.name(member), call, conversion));
    } catch (Unconvertible e) {
      misfits.add(member, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The set or the sequence.
   *
   * @throws BadAdapterException if it has no counterpart in the spec
   */
  Value values(Object driven) {
    try {
      return conversion.of(call.on(driven));
    } catch (Unconvertible e) {
      throw new BadAdapterException(where + ": " + e.getMessage());
    }
  }
}
