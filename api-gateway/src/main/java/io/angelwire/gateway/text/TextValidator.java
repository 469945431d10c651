package io.angelwire.gateway.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** See {@link Text}. */
public class TextValidator implements ConstraintValidator<Text, String> {

    private Text rule;

    @Override
    public void initialize(Text annotation) {
        rule = annotation;
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
        String wrong = text == null ? null : whatIsWrong(text);
        if (wrong != null) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(wrong).addConstraintViolation();
        }
        return wrong == null;
    }

    private String whatIsWrong(String text) {
        if (text.length() > rule.max()) {
            return "must have at most " + rule.max() + " characters";
        } else if (text.isBlank() && !(rule.optional() && text.isEmpty())) {
            return "must not be blank";
        } else if (text.codePoints().anyMatch(this::isForbidden)) {
            return rule.lines() ? "must not contain control characters" : "must be one line without control characters";
        }
        return null;
    }

    private boolean isForbidden(int codePoint) {
        if (rule.lines() && (codePoint == '\n' || codePoint == '\r' || codePoint == '\t')) {
            return false;
        }
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
