"""Writes models as the lines that `evidence/model.rs` reads."""
import numpy as np
def trees(m,name):
    out=['weights\t%s\t%.4f'%(name,float(np.ravel(m._baseline_prediction)[0]))]
    for it in m._predictors:
        n=it[0].nodes; cells=[]
        for x in n:
            cells.append('%.4f'%x['value'] if x['is_leaf'] else '%d %.5g %d %d'%(x['feature_idx'],x['num_threshold'],x['left'],x['right']))
        out.append('tree\t%s\t'%name+'\t'.join(cells))
    return out
def linear(lr,mu,sd,name):
    w=lr.coef_[0]/sd; b=lr.intercept_[0]-float((lr.coef_[0]*mu/sd).sum())
    return ['weights\t%s\t%.4f\t'%(name,b)+'\t'.join('%.4f'%x for x in w)]
def knots(name,pairs): return 'knots\t%s\t'%name+'\t'.join('%.3f %.2f'%p for p in sorted(pairs))
