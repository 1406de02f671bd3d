package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.replay.InvariantViolation;
import dev.rollcall.conformance.trace.Value;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** A method that says whether a property holds. Immutable. */
record InvariantMember(String name, Call call, List<Parameter> parameters) {

  static Optional<InvariantMember> of(Method method, SpecInvariant annotation, Source source, Misfits misfits) {
    Class<?> returned = method.getReturnType();
    if (returned != boolean.class && returned != String.class && returned != Optional.class) {
      misfits.add(method, "it returns " + returned.getSimpleName() + ", which does not say whether the property holds;"
          + " return boolean, or a String or Optional that is empty if it holds");
    }
    List<Parameter> parameters = Parameter.ranging(method, misfits);
    String name = Blueprint.name(annotation.value(), Blueprint.capital(method.getName()));
    return source.call(method).map(call -> new InvariantMember(name, call, parameters));
  }

  /** Adds the first choice of values for which the property does not hold. */
  void check(Object driven, List<Domains.Choice> choices, List<InvariantViolation> violations) {
    for (Domains.Choice choice : choices) {
      Object result = call.on(driven, choice.arguments());
      if (result instanceof Boolean holds) {
        if (!holds) {
          violations.add(new InvariantViolation(name, "it does not hold" + at(choice.values())));
          return;
        }
      } else {
        Object broken = result instanceof Optional<?> optional ? optional.orElse(null) : result;
        if (broken != null && !broken.toString().isEmpty()) {
          violations.add(new InvariantViolation(name, broken + at(choice.values())));
          return;
        }
      }
    }
  }

  private String at(List<Value> values) {
    StringJoiner at = new StringJoiner(", ", ", for ", "").setEmptyValue("");
    for (int i = 0; i < values.size(); i++) {
      at.add(parameters.get(i).name() + " = " + values.get(i));
    }
    return at.toString();
  }
}
