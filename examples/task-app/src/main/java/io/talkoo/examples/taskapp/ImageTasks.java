package io.talkoo.examples.taskapp;

import io.talkoo.engine.Task;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Makes smaller pictures of large ones. */
final class ImageTasks {
    private static final int MAX_WIDTH = 10_000;
    /** More is refused before it is decoded: a small file can claim to be a picture of any size. */
    private static final long MAX_PIXELS = 100_000_000;

    /** The picture that was written. */
    record Resized(String path, int width, int height) {}

    private record Picture(BufferedImage image, String format) {}

    /** Writes {@code photo-320.jpg} beside {@code photo.jpg}: as wide as asked, in proportion, in the same format. */
    @Task(name = "tasks.resize_image")
    Resized resizeImage(String path, int width) throws IOException {
        if (width < 1 || width > MAX_WIDTH) {
            throw new IllegalArgumentException("width: expected 1 to " + MAX_WIDTH + " pixels, got " + width);
        }
        Path file = Path.of(path);
        Picture picture = read(file);
        BufferedImage resized = resized(picture.image(), width);
        Path written = beside(file, width);
        write(resized, picture.format(), written);
        return new Resized(written.toString(), resized.getWidth(), resized.getHeight());
    }

    private static Picture read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                ImageInputStream in = ImageIO.createImageInputStream(bytes)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IllegalArgumentException("path: expected a picture (PNG, JPEG, GIF or BMP), got " + file);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MAX_PIXELS) {
                    throw new IllegalArgumentException(
                            "path: expected at most " + MAX_PIXELS + " pixels, got " + pixels);
                }
                return new Picture(reader.read(0), reader.getFormatName());
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage resized(BufferedImage source, int width) {
        int height = Math.max(1, Math.round((float) source.getHeight() * width / source.getWidth()));
        BufferedImage image = source;
        // Interpolation looks at neighbours only: in one large step most pixels would never be seen.
        while (image.getWidth() > 2 * width) {
            image = drawn(image, image.getWidth() / 2, Math.max(1, image.getHeight() / 2));
        }
        return drawn(image, width, height);
    }

    private static BufferedImage drawn(BufferedImage source, int width, int height) {
        boolean transparent = source.getColorModel().hasAlpha();
        int type = transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage target = new BufferedImage(width, height, type);
        Graphics2D canvas = target.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.drawImage(source, 0, 0, width, height, null);
        canvas.dispose();
        return target;
    }

    private static Path beside(Path file, int width) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot);
        return file.resolveSibling(base + "-" + width + name.substring(base.length()));
    }

    private static void write(BufferedImage image, String format, Path file) throws IOException {
        // Of its own, since the task may run twice at the same time.
        Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), "picture-", ".part");
        try {
            if (!ImageIO.write(image, format, unfinished.toFile())) {
                throw new IllegalArgumentException("path: a picture of format " + format + " cannot be written");
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
