package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.trace.Value;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A method or field that shows a variable. Immutable.
 *
 * @param parameter what the variable is a function of, if the method has a parameter
 * @param none what null is; null if it is nothing
 */
record VariableMember(String name, String where, Call call, Type type, List<Parameter> parameter, Value none) {

  static Optional<VariableMember> of(Member member, SpecVariable annotation, Source source, Misfits misfits) {
    Type type = member instanceof Method method ? method.getGenericReturnType() : ((Field) member).getGenericType();
    Value none = annotation.none().isEmpty() ? null : Value.of(annotation.none());
    List<Parameter> parameters = member instanceof Method method ? Parameter.ranging(method, misfits) : List.of();
    if (parameters.size() > 1) {
      misfits.add(member, "a variable is a function of one parameter; return a Map for a function of "
          + parameters.size() + ", or of records");
    }
    try {
      ToValue.of(type, none, null);
    } catch (Unconvertible e) {
      misfits.add(member, e.getMessage());
    }
    return source.call(member).map(call -> new VariableMember(
        Blueprint.name(annotation.value(), member.getName()), Misfits.name(member), call, type, parameters, none));
  }

  /**
   * How the variable is read of a driven object. Safe for use by one thread.
   *
   * @param like a value of it
   * @throws BadAdapterException when reading, if the value has no counterpart in the spec
   */
  Function<Object, Value> reader(Domains domains, Value like) {
    if (parameter.isEmpty()) {
      ToValue conversion = ToValue.of(type, none, like);
      return driven -> convert(conversion, call.on(driven));
    }
    List<Domains.Choice> choices = domains.choices(parameter);
    ToValue conversion = ToValue.of(type, none, ToValue.any(like));
    return driven -> {
      Map<Value, Value> entries = new HashMap<>();
      for (Domains.Choice choice : choices) {
        entries.put(choice.values().get(0), convert(conversion, call.on(driven, choice.arguments())));
      }
      return ToValue.function(entries, like);
    };
  }

  private Value convert(ToValue conversion, Object java) {
    try {
      return conversion.of(java);
    } catch (Unconvertible e) {
      throw new BadAdapterException(where + ": " + e.getMessage());
    } catch (ClassCastException e) {
      throw new BadAdapterException(where + ": it holds something else than its type " + type.getTypeName()
          + " says: " + e.getMessage());
    }
  }
}
