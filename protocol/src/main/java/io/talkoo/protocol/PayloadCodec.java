package io.talkoo.protocol;

/**
 * What an application has done to payloads before they are stored, such as encrypting them: a task's arguments, result,
 * progress, error and headers, a workflow's and a schedule's tasks. Given to every node of a cluster, and to
 * {@link TransactionalClient}; where there is none, payloads are stored as they are.
 *
 * <p>What {@link #encode} makes has to hold all that {@link #decode} needs besides the keys, the id of its key too:
 * so old rows are read after a change of keys. Implementations are thread-safe and quick: they are called for every write
 * and every read of a row, on threads that must not be blocked. A key that has to be fetched is fetched before the start.
 */
public interface PayloadCodec {
    /** Payloads as they are. */
    PayloadCodec NONE = new PayloadCodec() {
        @Override
        public byte[] encode(byte[] plain) {
            return plain;
        }

        @Override
        public byte[] decode(byte[] encoded) {
            return encoded;
        }
    };

    /**
     * What is stored in place of {@code plain}; not to be written to. Whatever it throws fails the write, which is tried
     * again or refused, and nothing is stored.
     */
    byte[] encode(byte[] plain);

    /**
     * What {@link #encode} was given. Whatever it throws, for example since the key is not there, leaves the row as it
     * is: nothing is done with it until it can be read.
     */
    byte[] decode(byte[] encoded);
}
