package dev.rollcall.conformance.adopt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What goes back to where it was, so that each transition can be tried from the state where it starts. On the
 * adapter's type it is the driven object as a whole; on fields of the adapter, what they hold. Every other field
 * of the adapter then has to be final, and to hold something that does not change.
 *
 * <p>Without {@link #copy} a field's value never changes (a record, a string, {@code Map.copyOf}), steps put another
 * in its place, and {@code equals} tells whether two are the same. Nothing checks that.
 *
 * <p>With {@link #copy} it is an object that changes. It is compared by all that it holds, by reflection: the fields
 * of every object within reach, of superclasses and private ones too; the contents of the JDK's collections, arrays,
 * atomics and optionals. So hidden state needs no declaration, and a copy that is not like its original is an error.
 * What is not seen:
 *
 * <ul>
 *   <li>static fields, and what is outside the object, such as files;
 *   <li>the order within hash sets and hash maps, the capacity of collections, and whether one can be changed;
 *   <li>whether two references lead to one object or to two that are equal.
 * </ul>
 *
 * An object that cannot be looked into (a thread, a lock, a lambda) is an error that names the field. Say with
 * {@link MayDiffer} that it makes no difference; only its class is compared then.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface SpecState {

  /**
   * The method that makes a copy which shares nothing with its original that can change: one of the object without
   * parameters, or one of the adapter with the object as its parameter. It may be called by several threads at once
   * for one object.
   */
  String copy() default "";

  /**
   * Classes whose objects never change, and whose {@code equals} tells whether two are the same, with all that
   * extends or implements them: values of your own, or immutable collections from elsewhere, whose fields would show
   * in which order they were filled. They need not be copied and are not looked into.
   */
  Class<?>[] immutable() default {};
}
