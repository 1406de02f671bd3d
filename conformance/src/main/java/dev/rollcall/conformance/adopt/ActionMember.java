package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.replay.ActionInstance;
import dev.rollcall.conformance.replay.BadParameterException;
import dev.rollcall.conformance.replay.StepResult;
import dev.rollcall.conformance.trace.Value;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A method that takes a step. Immutable.
 *
 * @param result turns what the method returns into what became of the step
 */
record ActionMember(
    String name, SpecAction annotation, Call call, List<Parameter> parameters, Function<Object, StepResult> result) {
  private static final StepResult PERFORMED = StepResult.performed();

  static Optional<ActionMember> of(Method method, SpecAction annotation, Source source, Misfits misfits) {
    List<Parameter> parameters =
        annotation.environment() ? Parameter.of(method, misfits) : Parameter.ranging(method, misfits);
    Class<?> returned = method.getReturnType();
    if (!annotation.refusal().isEmpty() && returned != boolean.class) {
      misfits.add(method, "it has a refusal, but does not return the boolean that would tell; return one, or leave the"
          + " refusal out");
    }
    Function<Object, StepResult> result = resultOf(returned, annotation);
    if (result == null) {
      misfits.add(method, "it returns " + returned.getSimpleName() + ", which does not say whether the step was taken;"
          + " return void, boolean, String, Optional or StepResult");
      return Optional.empty();
    }
    return source.call(method).map(call -> new ActionMember(
        Blueprint.name(annotation.value(), Blueprint.capital(method.getName())), annotation, call, parameters, result));
  }

  private static Function<Object, StepResult> resultOf(Class<?> returned, SpecAction annotation) {
    StepResult refused = StepResult.refused(refusal(annotation));
    if (returned == void.class) {
      return result -> PERFORMED;
    } else if (returned == boolean.class) {
      return result -> (boolean) result ? PERFORMED : refused;
    } else if (returned == String.class) {
      return result -> result == null || ((String) result).isEmpty() ? PERFORMED : StepResult.refused((String) result);
    } else if (returned == Optional.class) {
      return result -> ((Optional<?>) result).map(why -> StepResult.refused(why.toString())).orElse(PERFORMED);
    }
    return StepResult.class.isAssignableFrom(returned) ? StepResult.class::cast : null;
  }

  private static String refusal(SpecAction annotation) {
    return annotation.refusal().isEmpty() ? "it returned false" : annotation.refusal();
  }

  /** Reasons for which it can refuse, where they are known beforehand. */
  Set<String> refusals() {
    return annotation.refusal().isEmpty() ? Set.of() : Set.of(annotation.refusal());
  }

  /** Takes the step, or tries to. */
  StepResult perform(Object driven, Map<String, Value> params) {
    Object[] arguments = arguments(params);
    try {
      return result.apply(call.on(driven, arguments));
    } catch (RuntimeException e) {
      Throwable thrown = e instanceof UndeclaredThrowableException ? e.getCause() : e;
      for (Class<?> refusing : annotation.refusedBy()) {
        if (refusing.isInstance(thrown)) {
          String reason = thrown.getMessage();
          return StepResult.refused(reason == null ? thrown.getClass().getSimpleName() : reason);
        }
      }
      throw e;
    }
  }

  private Object[] arguments(Map<String, Value> params) {
    Object[] arguments = parameters.isEmpty() ? Call.NO_ARGUMENTS : new Object[parameters.size()];
    int i = 0;
    for (Map.Entry<String, Value> param : params.entrySet()) {
      // A step is known by its text, so that parameters in another order would be another step.
      if (i == arguments.length || !parameters.get(i).name().equals(param.getKey())) {
        throw new BadAdapterException("action " + name + " has the parameters " + params.keySet() + " in the spec, but "
            + parameters.stream().map(Parameter::name).toList() + " in the adapter; give the method the same names in"
            + " the same order, with @SpecParam where Java calls them something else");
      }
      arguments[i] = argument(parameters.get(i), param.getValue());
      i++;
    }
    if (i < arguments.length) {
      throw new BadParameterException(name, parameters.get(i).name(), "a value for it", "nothing");
    }
    return arguments;
  }

  private Object argument(Parameter parameter, Value value) {
    try {
      return parameter.conversion().of(value);
    } catch (Unconvertible e) {
      throw new BadParameterException(name, parameter.name(), e.getMessage(), value);
    }
  }

  /** Every step of the action that can be asked for. */
  List<ActionInstance> instances(Domains domains) {
    return domains.choices(parameters).stream().map(choice -> {
      Map<String, Value> params = new LinkedHashMap<>();
      for (int i = 0; i < parameters.size(); i++) {
        params.put(parameters.get(i).name(), choice.values().get(i));
      }
      return new ActionInstance(name, params);
    }).toList();
  }
}
