package dev.rollcall.conformance.adopt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field that may hold something else when another way has led to the same state of the spec, because no step
 * depends on it. Steps that are refused must leave it alone all the same. On the field itself, if that is one of the
 * adapter or of the driven object; on the adapter's type for fields of any class.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
@Repeatable(MayDiffer.All.class)
public @interface MayDiffer {

  /** Why it makes no difference. Reports print it. */
  String reason();

  /** The class that declares the field; not needed on the field itself. */
  Class<?> of() default void.class;

  /** The field's name; not needed on the field itself. */
  String field() default "";

  /** Several of them. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @interface All {
    MayDiffer[] value();
  }
}
