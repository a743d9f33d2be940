package dev.millrace.standalone;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/// Pictures of sources beside the same pictures of what was made of them, for somebody to look at.
final class ContactSheet {
    private static final int CELL = 330;
    private static final int LABEL = 16;
    private static final int COLUMNS = 2;
    private static final int ROWS = 6;

    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(String name, Frame source, Frame made) {
        /// Small pictures are shown with large pixels.
        int zoom() {
            return Math.max(1, CELL / Math.max(made.width(), made.image().getHeight()));
        }

        int height() {
            return LABEL + zoom() * made.image().getHeight();
        }
    }

    void add(String name, Frame source, Frame made) {
        pairs.add(new Pair(name, source, made));
    }

    /// Writes as many files as it takes, `sheet-1.png` and so on.
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        int perSheet = COLUMNS * ROWS;
        for (int from = 0; from < pairs.size(); from += perSheet) {
            BufferedImage sheet = sheet(pairs.subList(from, Math.min(pairs.size(), from + perSheet)));
            String name = String.format(Locale.ROOT, "sheet-%d.png", from / perSheet + 1);
            ImageIO.write(sheet, "png", folder.resolve(name).toFile());
        }
    }

    private static BufferedImage sheet(List<Pair> shown) {
        BufferedImage sheet = new BufferedImage(COLUMNS * 2 * CELL, height(shown), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.DARK_GRAY);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.setColor(Color.WHITE);
        for (int i = 0; i < shown.size(); i++) {
            Pair pair = shown.get(i);
            int x = i % COLUMNS * 2 * CELL;
            int y = height(shown.subList(0, i / COLUMNS * COLUMNS));
            pen.drawString(pair.name(), x + 4, y + LABEL - 4);
            draw(pen, pair.source(), pair.zoom(), x, y + LABEL);
            draw(pen, pair.made(), pair.zoom(), x + CELL, y + LABEL);
        }
        pen.dispose();
        return sheet;
    }

    private static void draw(Graphics2D pen, Frame frame, int zoom, int x, int y) {
        BufferedImage image = frame.image();
        pen.drawImage(image, x, y, zoom * image.getWidth(), zoom * image.getHeight(), null);
    }

    /// Of full rows, each as high as its highest picture.
    private static int height(List<Pair> shown) {
        int height = 0;
        for (int from = 0; from < shown.size(); from += COLUMNS) {
            List<Pair> row = shown.subList(from, Math.min(shown.size(), from + COLUMNS));
            height += row.stream().mapToInt(Pair::height).max().orElseThrow();
        }
        return height;
    }
}
