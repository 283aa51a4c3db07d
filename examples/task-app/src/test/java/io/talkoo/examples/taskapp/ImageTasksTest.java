package io.talkoo.examples.taskapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.examples.taskapp.ImageTasks.Resized;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTasksTest {
    @TempDir
    private Path directory;

    private final ImageTasks tasks = new ImageTasks();

    /** A board of black and white pixels, which a scaling that skips pixels would show as black or as white. */
    private Path board(String name, int width, int height, int type) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, (x + y) % 2 == 0 ? Color.WHITE.getRGB() : Color.BLACK.getRGB());
            }
        }
        Path file = directory.resolve(name);
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    @ParameterizedTest
    @CsvSource({"photo.png, photo-200.png", "photo.jpg, photo-200.jpg", "my.photo.gif, my.photo-200.gif"})
    void a_picture_keeps_its_proportions_and_its_format(String name, String expected) throws IOException {
        Resized resized = tasks.resizeImage(
                board(name, 800, 400, BufferedImage.TYPE_INT_RGB).toString(), 200);

        assertThat(resized).isEqualTo(new Resized(directory.resolve(expected).toString(), 200, 100));
        BufferedImage written = ImageIO.read(Path.of(resized.path()).toFile());
        assertThat(written.getWidth()).isEqualTo(200);
        assertThat(written.getHeight()).isEqualTo(100);
    }

    @Test
    void every_pixel_of_the_original_counts() throws IOException {
        Resized resized = tasks.resizeImage(
                board("board.png", 1024, 1024, BufferedImage.TYPE_INT_RGB).toString(), 100);

        Color centre = new Color(ImageIO.read(Path.of(resized.path()).toFile()).getRGB(50, 50));
        assertThat(centre.getRed()).isBetween(110, 145);
    }

    @Test
    void what_is_transparent_stays_so() throws IOException {
        Path file = directory.resolve("glass.png");
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());

        Resized resized = tasks.resizeImage(file.toString(), 16);

        BufferedImage written = ImageIO.read(Path.of(resized.path()).toFile());
        assertThat(new Color(written.getRGB(8, 8), true).getAlpha()).isZero();
    }

    @Test
    void a_file_that_is_no_picture_is_refused_by_name() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.png"), "dear aunt");

        assertThatThrownBy(() -> tasks.resizeImage(letter.toString(), 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letter.png");
    }

    @Test
    void a_file_that_is_not_there_is_said_so() {
        assertThatThrownBy(() -> tasks.resizeImage(directory.resolve("none.png").toString(), 100))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void a_width_out_of_range_is_refused(int width) {
        assertThatThrownBy(() -> tasks.resizeImage("photo.png", width))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width: expected 1 to 10000 pixels, got " + width);
    }
}
