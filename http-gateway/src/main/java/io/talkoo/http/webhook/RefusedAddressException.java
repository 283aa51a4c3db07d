package io.talkoo.http.webhook;

/** A webhook's host may not be told; another attempt would not help. */
final class RefusedAddressException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedAddressException(String message) {
        super(message);
    }
}
