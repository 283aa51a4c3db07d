package io.talkoo.config;

import com.typesafe.config.ConfigRenderOptions;

/** How configuration is turned back into text. */
final class Rendering {
    static final ConfigRenderOptions LINE = ConfigRenderOptions.concise();
    static final ConfigRenderOptions BLOCK = ConfigRenderOptions.defaults()
            .setOriginComments(false)
            .setComments(false)
            .setJson(false);

    private Rendering() {}
}
