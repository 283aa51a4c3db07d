/** Spans of tasks by OpenTelemetry, and the trace context that tasks carry ({@code engine/decisions/0026-tracing.md}). */
package io.talkoo.engine.internal.trace;
