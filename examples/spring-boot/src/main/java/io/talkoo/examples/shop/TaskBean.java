package io.talkoo.examples.shop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * A bean with methods that are tasks. It is there before the engine: one that submits tasks itself takes an
 * {@code ObjectProvider<TaskEngine>}.
 */
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface TaskBean {}
