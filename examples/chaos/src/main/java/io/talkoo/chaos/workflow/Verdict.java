package io.talkoo.chaos.workflow;

import java.util.List;

/** @param extraRuns runs that repeat one that a fault may have cut off */
record Verdict(List<Flaw> flaws, long extraRuns) {}
