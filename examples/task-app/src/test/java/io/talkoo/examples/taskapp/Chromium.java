package io.talkoo.examples.taskapp;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The real browser. It is taken from the PATH, and installed there first where that is possible. */
final class Chromium {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final String INSTALL =
            "apt-get update && apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300"
                    + " chromium chromium-driver";

    private Chromium() {}

    /** Opens a browser without a window. Throws {@link AssertionError} where there is none, saying how to get one. */
    static ChromeDriver open(Path emptyProfile) throws IOException, InterruptedException {
        if (missing()
                && onPath("apt-get").isPresent()
                && System.getProperty("user.name").equals("root")) {
            install();
        }
        if (missing()) {
            throw new AssertionError("The page is tried in a real browser, but there is no Chromium with its driver on"
                    + " the PATH. On Debian and Ubuntu, as root: " + INSTALL);
        }
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").orElseThrow())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(driver, options(browser().orElseThrow(), emptyProfile));
    }

    private static ChromeOptions options(File browser, Path emptyProfile) {
        return new ChromeOptions()
                .setBinary(browser)
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--force-device-scale-factor=1",
                        "--window-size=1100,640",
                        "--user-data-dir=" + emptyProfile);
    }

    private static boolean missing() {
        return browser().isEmpty() || onPath("chromedriver").isEmpty();
    }

    private static Optional<File> browser() {
        return BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
    }

    private static Optional<File> onPath(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    private static void install() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder("sh", "-c", INSTALL).inheritIO();
        command.environment().put("DEBIAN_FRONTEND", "noninteractive");
        int exit = command.start().waitFor();
        if (exit != 0) {
            throw new AssertionError("Chromium cannot be installed (exit code " + exit + "): " + INSTALL);
        }
    }
}
