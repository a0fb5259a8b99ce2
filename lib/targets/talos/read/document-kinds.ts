/**
 * The kinds of documents, by the minor version of Talos 1 that brought them: a file with a kind its Talos does not know is
 * refused whole, so a misspelt kind must not pass for a document without a filter.
 * @see https://github.com/siderolabs/docs/blob/main/public/talos/v1.14/reference/configuration/document-map.mdx
 */
const kindsByMinor: Readonly<Record<number, readonly string[]>> = {
  6: ['EventSinkConfig', 'KmsgLogConfig', 'NetworkDefaultActionConfig', 'NetworkRuleConfig', 'SideroLinkConfig'],
  7: ['ExtensionServiceConfig', 'WatchdogTimerConfig'],
  8: ['KubeSpanEndpointsConfig', 'TrustedRootsConfig', 'VolumeConfig'],
  10: ['EthernetConfig', 'PCIDriverRebindConfig', 'UserVolumeConfig'],
  11: ['ExistingVolumeConfig', 'RawVolumeConfig', 'SwapVolumeConfig', 'ZswapConfig'],
  12: [
    ...['BondConfig', 'BridgeConfig', 'DHCPv4Config', 'DHCPv6Config', 'DummyLinkConfig', 'HCloudVIPConfig'],
    ...['HostnameConfig', 'Layer2VIPConfig', 'LinkAliasConfig', 'LinkConfig', 'OOMConfig', 'RegistryAuthConfig'],
    ...['RegistryMirrorConfig', 'RegistryTLSConfig', 'ResolverConfig', 'StaticHostConfig', 'TimeSyncConfig'],
    ...['VLANConfig', 'WireguardConfig'],
  ],
  13: [
    ...['BlackholeRouteConfig', 'EnvironmentConfig', 'ExternalVolumeConfig', 'ImageVerificationConfig'],
    ...['KubeSpanConfig', 'RoutingRuleConfig', 'TCPProbeConfig', 'VRFConfig'],
  ],
  14: [
    ...['BGPInstanceConfig', 'CRIBaseRuntimeSpecConfig', 'CRICustomizationConfig', 'DiscoveryIdentityConfig'],
    ...['DiscoveryServiceConfig', 'EtcFileConfig', 'FilesystemScrubConfig', 'FilesystemTrimConfig', 'HTTPProbeConfig'],
    ...['ImageCacheConfig', 'KernelModuleConfig', 'KubeAPIServerCAConfig', 'KubeAPIServerConfig'],
    ...['KubeAdmissionControlConfig', 'KubeAggregatorCAConfig', 'KubeAuditPolicyConfig', 'KubeAuthenticationConfig'],
    ...['KubeAuthorizerConfig', 'KubeClusterConfig', 'KubeControllerManagerConfig', 'KubeCoreDNSConfig'],
    ...['KubeCredentialProviderConfig', 'KubeEtcdEncryptionConfig', 'KubeExternalManifestConfig'],
    ...['KubeFlannelCNIConfig', 'KubeInlineManifestConfig', 'KubeNetworkConfig', 'KubeNodeConfig', 'KubePrismConfig'],
    ...['KubeProxyConfig', 'KubeSchedulerConfig', 'KubeServiceAccountConfig', 'KubeStaticPodConfig'],
    ...['KubeTalosAPIAccessConfig', 'KubeletConfig', 'LVMLogicalVolumeConfig', 'LVMVolumeGroupConfig'],
    ...['RAIDArrayConfig', 'SecurityProfileConfig', 'SysctlConfig', 'SysfsConfig', 'UdevRulesConfig'],
    ...['UnattendedInstallConfig', 'VethConfig'],
  ],
}

const firstMinor: ReadonlyMap<string, number> = new Map(
  Object.entries(kindsByMinor).flatMap(([minor, kinds]) => kinds.map((kind) => [kind, Number(minor)])),
)

/** The minor version of Talos 1 that first knows the kind. */
export function minorOfKind(kind: string): number | undefined {
  return firstMinor.get(kind)
}
