package io.talkoo.protocol.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/**
 * What a client was built with.
 *
 * @param addresses of nodes, without a slash at their ends
 * @param key sent with each call; null is none
 * @param timeout of one try
 * @param patience of all tries of a call together
 * @param silence after which a stream is taken for lost
 */
record ClientSettings(
        List<String> addresses, String key, Duration timeout, Duration patience, Duration silence, HttpClient http) {}
