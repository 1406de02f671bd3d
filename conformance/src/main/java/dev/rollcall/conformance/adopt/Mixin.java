package dev.rollcall.conformance.adopt;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An interface that the driven object does not implement. Its abstract methods stand for those of the same name and
 * parameters of the object's class, whatever their access; its default methods run on a proxy that passes everything
 * on to the object. Immutable once made.
 */
final class Mixin {
  private final Class<?> spec;
  private final Map<Method, Call> calls = new HashMap<>();

  Mixin(Class<?> spec, Class<?> driven, Misfits misfits) {
    this.spec = spec;
    for (Class<?> type : Source.lineage(spec)) {
      for (Method method : type.getDeclaredMethods()) {
        add(method, driven, misfits);
      }
    }
  }

  private void add(Method method, Class<?> driven, Misfits misfits) {
    try {
      if (Modifier.isAbstract(method.getModifiers())) {
        calls.put(method, ofDriven(method, driven));
      } else if (!method.isSynthetic()) {
        calls.put(method, Modifier.isStatic(method.getModifiers()) ? Call.of(method) : ofDefault(method));
      }
    } catch (Unconvertible e) {
      misfits.add(method, e.getMessage());
    }
  }

  private static Call ofDriven(Method named, Class<?> driven) {
    Method method = Source.lineage(driven).stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(m -> m.getName().equals(named.getName()) && !m.isBridge()
            && Arrays.equals(m.getParameterTypes(), named.getParameterTypes()))
        .findFirst().orElseThrow(() -> new Unconvertible(driven.getName() + " has no method of this name with these"
            + " parameters; call it as the class does, or give it a body here"));
    Class<?> promised = named.getReturnType();
    if (!promised.isAssignableFrom(method.getReturnType()) && !widens(method.getReturnType(), promised)) {
      throw new Unconvertible("it returns " + promised.getSimpleName() + " here, but " + method.getReturnType()
          .getSimpleName() + " in " + method.getDeclaringClass().getName() + "; let both return the same");
    }
    return Call.of(method);
  }

  /** From one primitive type to a wider one, or into its box. */
  private static boolean widens(Class<?> from, Class<?> to) {
    try {
      return from != void.class && to != void.class && (from.isPrimitive() || to.isPrimitive())
          && MethodHandles.zero(from).asType(MethodType.methodType(to)) != null;
    } catch (WrongMethodTypeException e) {
      return false;
    }
  }

  private Call ofDefault(Method method) {
    Class<?> declaring = method.getDeclaringClass();
    MethodHandle body = Call.handle(method, () ->
        MethodHandles.privateLookupIn(declaring, MethodHandles.lookup()).unreflectSpecial(method, declaring));
    return new Call(body, method.getParameterCount(), this::view);
  }

  /** The object as one that implements the interface. */
  private Object view(Object driven) {
    InvocationHandler handler = (proxy, method, arguments) -> {
      Object[] given = arguments == null ? Call.NO_ARGUMENTS : arguments;
      Call call = calls.get(method);
      return call == null ? method.invoke(driven, given) : call.on(driven, given);
    };
    return Proxy.newProxyInstance(spec.getClassLoader(), new Class<?>[] {spec}, handler);
  }

  Optional<Call> call(Method method) {
    return Optional.ofNullable(calls.get(method));
  }
}
