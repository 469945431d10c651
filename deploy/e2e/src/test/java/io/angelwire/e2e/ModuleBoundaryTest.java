package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Services share {@code common} and know nothing of each other; {@code common} knows none of them. */
class ModuleBoundaryTest {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    @TestFactory
    List<DynamicTest> everyModuleDependsOnCommonAlone() throws Exception {
        return model(REPOSITORY).getModules().stream()
                .filter(module -> !module.startsWith("deploy/"))
                .map(module -> DynamicTest.dynamicTest(
                        module,
                        () -> assertThat(oursIn(model(REPOSITORY.resolve(module))))
                                .isSubsetOf(module.equals("common") ? List.of() : List.of("angelwire-common"))))
                .toList();
    }

    private static List<String> oursIn(Model module) {
        return module.getDependencies().stream()
                .filter(dependency -> dependency.getGroupId().equals("io.angelwire"))
                .map(Dependency::getArtifactId)
                .toList();
    }

    private static Model model(Path folder) throws IOException, XmlPullParserException {
        try (Reader pom = Files.newBufferedReader(folder.resolve("pom.xml"))) {
            return new MavenXpp3Reader().read(pom);
        }
    }
}
