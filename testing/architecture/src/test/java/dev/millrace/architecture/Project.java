package dev.millrace.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// The project as its poms describe it.
final class Project {

    /// A module's tests run in the module's folder, and this module is two folders below the root.
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    private Project() {}

    /// The folders of all modules, as the parent lists them.
    static List<Path> modules() {
        return texts(ROOT, "/project/modules/module").stream()
                .map(ROOT::resolve)
                .toList();
    }

    /// The texts that an XPath finds in the pom of a folder.
    static List<String> texts(Path folder, String path) {
        try {
            var pom = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve("pom.xml").toFile());
            var nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent())
                    .toList();
        } catch (IOException | ParserConfigurationException | SAXException | XPathExpressionException e) {
            throw new IllegalStateException("The pom of " + folder + " can't be read", e);
        }
    }
}
