package dev.millrace.standalone;

import java.awt.image.BufferedImage;

/// A picture in red, green and blue, for comparing by eye and by number.
final class Frame {
    private final int width;
    private final int height;
    private final int[] colours;

    /// @param colours one number for each pixel, 0xRRGGBB, row by row
    Frame(int width, int height, int[] colours) {
        this.width = width;
        this.height = height;
        this.colours = colours;
    }

    int width() {
        return width;
    }

    /// Of bytes in the order red, green, blue, opacity; laid on black.
    static Frame onBlack(int width, int height, byte[] rgba) {
        int[] colours = new int[width * height];
        for (int i = 0; i < colours.length; i++) {
            int alpha = rgba[4 * i + 3] & 0xff;
            int red = (rgba[4 * i] & 0xff) * alpha / 255;
            int green = (rgba[4 * i + 1] & 0xff) * alpha / 255;
            int blue = (rgba[4 * i + 2] & 0xff) * alpha / 255;
            colours[i] = red << 16 | green << 8 | blue;
        }
        return new Frame(width, height, colours);
    }

    /// Flipped left to right, if so, and then turned clockwise.
    Frame turned(boolean mirrored, int quarters) {
        Frame frame = mirrored ? mirrored() : this;
        for (int i = 0; i < quarters; i++) {
            frame = frame.turnedOnce();
        }
        return frame;
    }

    private Frame mirrored() {
        int[] to = new int[colours.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                to[y * width + width - 1 - x] = colours[y * width + x];
            }
        }
        return new Frame(width, height, to);
    }

    private Frame turnedOnce() {
        int[] to = new int[colours.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                to[x * height + height - 1 - y] = colours[y * width + x];
            }
        }
        return new Frame(/* width= */ height, /* height= */ width, to);
    }

    /// By how much the colours of two pictures of one size differ on average, 0 to 255.
    double difference(Frame other) {
        long sum = 0;
        for (int i = 0; i < colours.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += Math.abs((colours[i] >> shift & 0xff) - (other.colours[i] >> shift & 0xff));
            }
        }
        return sum / (3.0 * colours.length);
    }

    /// How well the brightness of one picture tells that of another of the same size, -1 to 1; 0 when one is flat.
    double correlation(Frame other) {
        double mean = brightness();
        double otherMean = other.brightness();
        double both = 0;
        double mine = 0;
        double others = 0;
        for (int i = 0; i < colours.length; i++) {
            double a = brightness(colours[i]) - mean;
            double b = brightness(other.colours[i]) - otherMean;
            both += a * b;
            mine += a * a;
            others += b * b;
        }
        return mine == 0 || others == 0 ? 0 : both / Math.sqrt(mine * others);
    }

    /// Whether there is anything to be seen that has a place.
    boolean hasContent() {
        int least = 255;
        int most = 0;
        for (int colour : colours) {
            int bright = (int) brightness(colour);
            least = Math.min(least, bright);
            most = Math.max(most, bright);
        }
        return width > 8 && most - least > 24;
    }

    /// The mean brightness, 0 to 255.
    double brightness() {
        double sum = 0;
        for (int colour : colours) {
            sum += brightness(colour);
        }
        return sum / colours.length;
    }

    private static double brightness(int colour) {
        return 0.2126 * (colour >> 16 & 0xff) + 0.7152 * (colour >> 8 & 0xff) + 0.0722 * (colour & 0xff);
    }

    BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, colours, 0, width);
        return image;
    }
}
