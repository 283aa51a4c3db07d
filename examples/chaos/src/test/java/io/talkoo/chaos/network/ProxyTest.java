package io.talkoo.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
    /** A test that waits for something not to come cannot wait for ever. */
    private static final int NOTHING_COMES_MILLIS = 50;

    private final Link link = new Link();
    private ServerSocket server;
    private Proxy proxy;
    private Socket client;
    private Socket served;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        proxy = Proxy.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
                from -> link);
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        served = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
        proxy.close();
        server.close();
    }

    @Test
    void bytesGetThroughInBothDirections() throws IOException {
        client.getOutputStream().write(7);
        assertThat(served.getInputStream().read()).isEqualTo(7);
        served.getOutputStream().write(8);
        assertThat(client.getInputStream().read()).isEqualTo(8);
    }

    @Test
    void whatIsSentDuringACutArrivesWhenItIsMended() throws IOException {
        link.cut();
        client.getOutputStream().write(7);
        served.setSoTimeout(NOTHING_COMES_MILLIS);
        assertThatThrownBy(() -> served.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        link.mend();
        served.setSoTimeout(0);
        assertThat(served.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void whoClosesClosesTheOtherSideToo() throws IOException {
        client.close();
        assertThat(served.getInputStream().read()).isEqualTo(-1);
    }
}
