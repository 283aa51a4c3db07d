/**
 * Every setting of a node: {@code reference.conf} explains them, {@link io.talkoo.config.TalkooSettings} holds them
 * typed and checked, {@link io.talkoo.config.SettingsLoader} puts their sources over each other.
 */
package io.talkoo.config;
