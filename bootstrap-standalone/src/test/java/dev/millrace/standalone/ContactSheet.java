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
    private static final int CELL_WIDTH = 330;
    private static final int CELL_HEIGHT = 340;
    private static final int LABEL = 16;
    private static final int COLUMNS = 2;
    private static final int ROWS = 4;

    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(String name, Frame source, Frame made) {}

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
        BufferedImage sheet =
                new BufferedImage(COLUMNS * 2 * CELL_WIDTH, ROWS * (CELL_HEIGHT + LABEL), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.DARK_GRAY);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < shown.size(); i++) {
            int x = i % COLUMNS * 2 * CELL_WIDTH;
            int y = i / COLUMNS * (CELL_HEIGHT + LABEL);
            pen.setColor(Color.WHITE);
            pen.drawString(shown.get(i).name(), x + 4, y + LABEL - 4);
            pen.drawImage(shown.get(i).source().image(), x, y + LABEL, null);
            pen.drawImage(shown.get(i).made().image(), x + CELL_WIDTH, y + LABEL, null);
        }
        pen.dispose();
        return sheet;
    }
}
