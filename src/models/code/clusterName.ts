/** A name that Kubernetes accepts: it knows no _. @param name of a model */
export const clusterName = (name: string): string => name.replaceAll('_', '-');
