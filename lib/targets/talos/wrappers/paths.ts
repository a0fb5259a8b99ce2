/** Where the wrapped patches stand, for each way of managing machines that has one. */
export const wrapperPaths = {
  talhelper: 'talos/talconfig.yaml',
  omni: 'talos/omni-cluster-template.yaml',
  capi: 'talos/cluster-api.yaml',
} as const
