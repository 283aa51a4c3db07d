package io.talkoo.http.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {
    @Test
    void what_steers_a_terminal_is_shown_instead() {
        assertThat(Plain.line("a\u001b[2J\r\nb\u009b\u007f")).isEqualTo("a\\u001b[2J\\u000d\\u000ab\\u009b\\u007f");
        assertThat(Plain.line("\u202euser\u2066\u200d\ufeff")).isEqualTo("\\u202euser\\u2066\\u200d\\ufeff");
        assertThat(Plain.line("\ud83d \udb40\udc41")).isEqualTo("\\ud83d \\udb40\\udc41");
    }

    @Test
    void what_people_write_stays() {
        assertThat(Plain.line("Ääkköset 字 😀 |@red no@|")).isEqualTo("Ääkköset 字 😀 |@red no@|");
    }

    @Test
    void a_block_keeps_its_lines() {
        assertThat(Plain.block("a\n\tb\u001b")).isEqualTo("a\n\tb\\u001b");
    }

    @Test
    void a_brief_line_is_cut_to_its_length() {
        assertThat(Plain.brief("abcdef", 4)).isEqualTo("abc…");
        assertThat(Plain.brief("abcd", 4)).isEqualTo("abcd");
    }
}
