/** Who calls: keys, sessions and tokens, and what their holders may do. Not public API. */
package io.talkoo.http.auth;
