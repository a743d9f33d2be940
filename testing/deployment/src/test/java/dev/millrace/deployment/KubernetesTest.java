package dev.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTest {
    private static final Manifests MANIFESTS = Manifests.read();
    private static final Deployment API = MANIFESTS.the(Deployment.class, "millrace-api");
    private static final Deployment WORKER = MANIFESTS.the(Deployment.class, "millrace-worker");
    private static final Map<String, String> CONFIG = Compose.variablesOfFile(Manifests.FOLDER.resolve("config.env"));
    private static final Map<String, String> SECRETS =
            Compose.variablesOfFile(Manifests.FOLDER.resolve("secret.env.template"));
    private static final Map<String, Setting> SETTINGS = Setting.all();
    private static final int TO_HAND_BACK = 2;
    private static final int TO_FINISH_REQUESTS = 20;

    @ParameterizedTest
    @CsvSource({
        "readinessProbe, readynessProbe, unknown fields",
        "failureThreshold, failureTreshold, unknown fields",
        "kind: Deployment, kind: Deploymnt, of no kind",
        "replicas: 2, 'replicas: 2\n  replicas: 3', duplicate key",
        "replicas: 2, 'replicas: two', replicas"
    })
    void a_slip_of_the_pen_is_noticed(String right, String wrong, String sentence) {
        String text = Repository.text(Manifests.FOLDER.resolve("api-deployment.yaml"));
        assertThat(text).contains(right);

        assertThatThrownBy(() -> Manifests.object(text.replace(right, wrong))).hasStackTraceContaining(sentence);
    }

    @Test
    void the_kustomization_lists_every_object_and_nothing_else() {
        assertThat(Repository.in(Manifests.FOLDER))
                .extracting(Path::getFileName)
                .map(Path::toString)
                .filteredOn(file -> file.endsWith(".yaml") && !file.equals(Manifests.KUSTOMIZATION))
                .containsExactlyInAnyOrderElementsOf(MANIFESTS.objects().keySet());
        assertThat(MANIFESTS.kustomization())
                .containsOnlyKeys(
                        "apiVersion",
                        "kind",
                        "namespace",
                        "labels",
                        "resources",
                        "configMapGenerator",
                        "secretGenerator",
                        "images");
    }

    @Test
    void settings_come_from_files_that_are_there_or_have_a_template() {
        assertThat(files("configMapGenerator")).containsExactly("config.env");
        assertThat(files("secretGenerator")).containsExactly("secret.env");
        assertThat(Manifests.FOLDER.resolve("config.env")).isRegularFile();
        assertThat(Manifests.FOLDER.resolve("secret.env.template")).isRegularFile();
        assertThat(Repository.text(".gitignore").lines()).contains("deploy/k8s/base/secret.env", "deploy/compose/.env");
    }

    @Test
    void every_image_is_named_and_has_a_version() {
        assertThat(Manifests.mappings(MANIFESTS.kustomization().get("images")))
                .allSatisfy(
                        image -> assertThat(String.valueOf(image.get("newTag"))).matches("\\d+\\.\\d+\\.\\d+"))
                .extracting(image -> String.valueOf(image.get("name")))
                .containsExactly(container(API).getImage(), container(WORKER).getImage());
    }

    @Test
    void secrets_are_in_the_secret_and_nothing_else_is() {
        assertThat(SECRETS).allSatisfy((name, value) -> {
            assertThat(SETTINGS.get(name).secret()).as(name).isTrue();
            assertThat(value).as(name).isEmpty();
        });
        assertThat(CONFIG.keySet())
                .allSatisfy(
                        name -> assertThat(SETTINGS.get(name).secret()).as(name).isFalse());
        assertThat(Stream.of(API, WORKER).flatMap(KubernetesTest::written).map(EnvVar::getName))
                .isNotEmpty()
                .noneMatch(name -> SETTINGS.get(name).secret());
    }

    @Test
    void every_variable_is_one_that_the_program_reads() {
        Set<String> api = new HashSet<>(names(API));
        api.addAll(CONFIG.keySet());
        api.addAll(SECRETS.keySet());
        Set<String> worker = new HashSet<>(names(WORKER));

        assertThat(Setting.of("api")).containsAll(api);
        assertThat(Setting.of("worker")).containsAll(worker);
        assertThat(worker)
                .containsAll(SECRETS.keySet().stream()
                        .filter(Setting.of("worker")::contains)
                        .toList());
    }

    @Test
    void what_is_taken_from_the_secret_is_in_it() {
        assertThat(container(WORKER).getEnv())
                .filteredOn(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .isNotEmpty()
                .allSatisfy(variable -> {
                    assertThat(variable.getValueFrom().getSecretKeyRef().getKey())
                            .isEqualTo(variable.getName());
                    assertThat(SECRETS).containsKey(variable.getName());
                });
    }

    @Test
    void whoever_selects_pods_selects_some() {
        for (Deployment deployment : List.of(API, WORKER)) {
            assertThat(labels(deployment))
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        }
        assertThat(labels(API))
                .containsAllEntriesOf(
                        MANIFESTS.the(Service.class, "millrace-api").getSpec().getSelector())
                .containsAllEntriesOf(MANIFESTS
                        .the(PodDisruptionBudget.class, "millrace-api")
                        .getSpec()
                        .getSelector()
                        .getMatchLabels());
        assertThat(labels(WORKER)).isNotEqualTo(labels(API));
    }

    @Test
    void the_api_is_asked_where_it_answers() {
        Container api = container(API);
        ContainerPort port = api.getPorts().getFirst();

        assertThat(port.getContainerPort().toString())
                .isEqualTo(value(API, "API_PORT"))
                .isEqualTo(SETTINGS.get("API_PORT").constant());
        assertThat(value(API, "API_HOST")).isEqualTo("0.0.0.0");
        assertThat(HealthPaths.inSource()).contains(HealthPaths.LIVE, HealthPaths.READY);
        assertAsks(api.getStartupProbe(), HealthPaths.LIVE, port);
        assertAsks(api.getLivenessProbe(), HealthPaths.LIVE, port);
        assertAsks(api.getReadinessProbe(), HealthPaths.READY, port);
        assertThat(MANIFESTS
                        .the(Service.class, "millrace-api")
                        .getSpec()
                        .getPorts()
                        .getFirst()
                        .getTargetPort()
                        .getStrVal())
                .isEqualTo(port.getName());
    }

    @Test
    void programs_have_the_time_that_they_need_to_stop() {
        int drain = Integer.parseInt(value(WORKER, "MILLRACE_DRAIN_SECONDS"));
        int pause = Integer.parseInt(container(API)
                .getLifecycle()
                .getPreStop()
                .getExec()
                .getCommand()
                .getLast());

        assertThat(pod(WORKER).getTerminationGracePeriodSeconds()).isGreaterThan(drain + TO_HAND_BACK);
        assertThat(pod(API).getTerminationGracePeriodSeconds()).isGreaterThan(pause + TO_FINISH_REQUESTS);
    }

    @Test
    void the_number_of_workers_is_the_autoscalers_alone() {
        var autoscaler =
                MANIFESTS.the(HorizontalPodAutoscaler.class, "millrace-worker").getSpec();

        assertThat(WORKER.getSpec().getReplicas()).isNull();
        assertThat(autoscaler.getScaleTargetRef().getKind()).isEqualTo("Deployment");
        assertThat(autoscaler.getScaleTargetRef().getName())
                .isEqualTo(WORKER.getMetadata().getName());
        assertThat(autoscaler.getMaxReplicas()).isGreaterThan(autoscaler.getMinReplicas());
        assertThat(container(WORKER).getResources().getRequests()).containsKey("cpu"); // of which it counts percents
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void a_pod_keeps_to_the_restricted_standard_and_writes_to_its_volumes_alone(String program) {
        Deployment deployment = MANIFESTS.the(Deployment.class, "millrace-" + program);
        Container container = container(deployment);

        assertThat(pod(deployment).getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod(deployment).getSecurityContext().getRunAsUser() + ":"
                        + pod(deployment).getSecurityContext().getRunAsGroup())
                .isEqualTo(Dockerfile.of(program).only("USER"));
        assertThat(pod(deployment).getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(pod(deployment).getAutomountServiceAccountToken()).isFalse();
        // A service named postgres would set POSTGRES_PORT.
        assertThat(pod(deployment).getEnableServiceLinks()).isFalse();
        assertThat(container.getVolumeMounts().stream().map(VolumeMount::getName))
                .containsExactlyInAnyOrderElementsOf(pod(deployment).getVolumes().stream()
                        .map(Volume::getName)
                        .toList());
    }

    @Test
    void a_worker_has_a_place_for_all_that_it_writes() {
        Dockerfile image = Dockerfile.of("worker");

        assertThat(container(WORKER).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactlyInAnyOrder(
                        image.variable("MILLRACE_SCRATCH"), image.variable("XDG_CACHE_HOME"), "/tmp");
    }

    @Test
    void sources_leave_room_for_unfinished_files_in_a_workers_scratch_folder() {
        BigDecimal sources = new BigDecimal(value(WORKER, "MILLRACE_SOURCE_CACHE_GB")).scaleByPowerOfTen(9);
        BigDecimal room = pod(WORKER).getVolumes().stream()
                .filter(volume -> volume.getName().equals("scratch"))
                .findFirst()
                .orElseThrow()
                .getEmptyDir()
                .getSizeLimit()
                .getNumericalAmount();

        assertThat(sources.multiply(BigDecimal.TWO)).isLessThan(room);
    }

    private static void assertAsks(Probe probe, String path, ContainerPort port) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo(port.getName());
    }

    private static List<String> files(String generator) {
        return Manifests.mappings(MANIFESTS.kustomization().get(generator)).stream()
                .flatMap(entry -> Manifests.texts(entry.get("envs")).stream())
                .toList();
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static Container container(Deployment deployment) {
        List<Container> containers = pod(deployment).getContainers();
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }

    private static Map<String, String> labels(Deployment deployment) {
        return deployment.getSpec().getTemplate().getMetadata().getLabels();
    }

    private static List<String> names(Deployment deployment) {
        return container(deployment).getEnv().stream().map(EnvVar::getName).toList();
    }

    /// Variables whose value stands in the file.
    private static Stream<EnvVar> written(Deployment deployment) {
        return container(deployment).getEnv().stream().filter(variable -> variable.getValue() != null);
    }

    private static String value(Deployment deployment, String name) {
        return written(deployment)
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
