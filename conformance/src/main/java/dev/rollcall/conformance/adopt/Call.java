package dev.rollcall.conformance.adopt;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.UnaryOperator;

/** A method or a field of the driven object, to be called; resolved once. Immutable. */
final class Call {
  static final Object[] NO_ARGUMENTS = {};

  private final MethodHandle handle;
  private final UnaryOperator<Object> receiver;

  /**
   * @param handle takes a receiver and then this many arguments
   * @param receiver finds the receiver, given the driven object
   */
  Call(MethodHandle handle, int arguments, UnaryOperator<Object> receiver) {
    this.handle = handle.asFixedArity().asType(MethodType.genericMethodType(arguments + 1))
        .asSpreader(Object[].class, arguments);
    this.receiver = receiver;
  }

  private Call(MethodHandle handle, int arguments) {
    this(handle, arguments, UnaryOperator.identity());
  }

  /** A method, as the driven object's class overrides it. */
  static Call of(Method method) {
    MethodHandle handle = handle(method, () -> MethodHandles.lookup().unreflect(method));
    return Modifier.isStatic(method.getModifiers())
        ? ofStatic(handle, method.getParameterCount()) : new Call(handle, method.getParameterCount());
  }

  /** What a field holds. */
  static Call of(Field field) {
    MethodHandle handle = handle(field, () -> MethodHandles.lookup().unreflectGetter(field));
    return Modifier.isStatic(field.getModifiers()) ? ofStatic(handle, 0) : new Call(handle, 0);
  }

  /** A call to which the driven object makes no difference. */
  static Call ofStatic(MethodHandle handle, int arguments) {
    return new Call(MethodHandles.dropArguments(handle.asFixedArity(), 0, Object.class), arguments);
  }

  /** Puts its one argument into a field. */
  static Call setting(Field field) {
    return new Call(handle(field, () -> MethodHandles.lookup().unreflectSetter(field)), 1);
  }

  /** Finds a handle. */
  interface Finder {
    MethodHandle find() throws IllegalAccessException;
  }

  /** The handle of a member, whatever its access. */
  static MethodHandle handle(AccessibleObject member, Finder finder) {
    try {
      member.setAccessible(true);
      return finder.find();
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw new Unconvertible("it cannot be reached, as its module does not open its package: " + e.getMessage());
    }
  }

  /** Calls it. What it throws comes through, wrapped if it is checked. */
  Object on(Object driven, Object... arguments) {
    try {
      return (Object) handle.invokeExact(receiver.apply(driven), arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e, e.toString());
    }
  }
}
