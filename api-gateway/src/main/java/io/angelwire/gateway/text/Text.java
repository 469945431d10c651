package io.angelwire.gateway.text;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Something for people to read: not only white space, and nothing that is no text (control characters, halves of
 * characters), which the database wouldn't take either. Null is valid.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TextValidator.class)
public @interface Text {

    String message() default "must be text";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Most characters. */
    int max();

    /** Whether line breaks and tabs may be in it. */
    boolean lines() default false;

    /** Whether it may be empty. */
    boolean optional() default false;
}
